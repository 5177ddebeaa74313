/*
 * A passage is found by its words and by pieces of them (BM25 each, together), then by how much of the question its best sentence has. What is found
 * answers the question when enough of the question is in the passage, enough of it in one sentence, and the next article is far enough behind.
 */
import type { Article } from '../article.ts';
import { cutIntoPassages, type Passage, splitSentences } from '../passages.ts';
import { createField, type Field } from './field.ts';
import { listQuestionTerms, listTerms } from './terms.ts';

export type Finding = {
  article: string;
  title: string;
  heading: string;
  /** The passage, in the article's own words. */
  passage: string;
  /** The sentences of the passage that fit best. */
  excerpt: string;
  score: number;
};

export type Search = {
  /** Articles, best first, each with its best passage. */
  findings: Finding[];
  /** Between 0 and 1: how sure it is that the first one answers the question. */
  confidence: number;
  /** From this confidence on the first one is given as an answer. */
  threshold: number;
};

export type Searcher = { passageCount: number; search: (question: string, options?: SearchOptions) => Search };
export type SearchOptions = {
  /** How many articles at most; 10 when not given. */
  top?: number;
  /** Articles to leave out. */
  without?: ReadonlySet<string>;
};

const pieceWeight = 0.4;
const sentenceWeight = 0.5;
/** Sentences are looked at in so many of the passages that are best without. */
const closelyLookedAt = 60;
const topDefault = 10;
const threshold = 0.5;

/** Makes articles searchable. Takes some milliseconds per hundred passages. */
export function createSearcher(articles: Article[]): Searcher {
  const places = articles.flatMap((article) => cutIntoPassages(article).map((passage) => ({ article, passage })));
  const terms = places.map(({ article, passage }) => listTerms(`${article.title} ${passage.heading} ${passage.text}`));
  const words = createField(terms.map((each) => each.words));
  const pieces = createField(terms.map((each) => each.pieces));
  const sentences = new Map<number, SentenceTerms[]>();
  return { passageCount: places.length, search };

  function search(question: string, { top = topDefault, without = new Set() }: SearchOptions = {}): Search {
    const wanted = weigh(listQuestionTerms(question), { words, pieces });
    const scores = new Float64Array(places.length);
    for (const { term, field, weight } of wanted.terms) field.addScores(term, weight, scores);
    const looked = [...scores.keys()]
      .filter((place) => (scores[place] ?? 0) > 0 && !without.has(places[place]?.article.id ?? ''))
      .sort((left, right) => (scores[right] ?? 0) - (scores[left] ?? 0))
      .slice(0, closelyLookedAt)
      .map((place) => look(place, wanted, scores[place] ?? 0))
      .sort((left, right) => right.score - left.score);
    const best = keepBestOfEach(looked);
    return {
      findings: best.slice(0, top).map(describe),
      confidence: judge(best, wanted),
      threshold,
    };
  }

  function look(place: number, wanted: Wanted, base: number): Looked {
    const known = sentences.get(place) ?? readSentences(places[place]?.passage);
    sentences.set(place, known);
    let sentence = 0;
    let sentenceWorth = 0;
    known.forEach((each, index) => {
      let worth = 0;
      for (const { term, rarity, kind } of wanted.terms) if (each[kind].has(term)) worth += rarity;
      if (worth > sentenceWorth) [sentence, sentenceWorth] = [index, worth];
    });
    return {
      place,
      article: places[place]?.article.id ?? '',
      sentence,
      sentenceWorth,
      score: base + sentenceWeight * sentenceWorth,
    };
  }

  /** How much of the question the best passage has, and its best sentence, and how far the next article is behind. */
  function judge([first, second]: Looked[], wanted: Wanted): number {
    if (first === undefined || !wanted.isTelling) return 0;
    let covered = 0;
    for (const { term, field, rarity } of wanted.terms) if (field.has(term, first.place)) covered += rarity;
    const lead = first.score - (second?.score ?? 0);
    const evidence = (covered + 2 * first.sentenceWorth + lead) / wanted.worth;
    return 1 / (1 + Math.exp(-evidenceSteepness * (evidence - evidenceMiddle)));
  }

  function describe({ place, sentence, score }: Looked): Finding {
    const { article, passage } = places[place] ?? {
      article: { id: '', title: '' },
      passage: { heading: '', text: '' },
    };
    return {
      article: article.id,
      title: article.title,
      heading: passage.heading,
      passage: passage.text,
      excerpt: takeExcerpt(passage.text, sentence),
      score,
    };
  }
}

/** The evidence from which an answer is given: nine of ten questions that have one get it. Chosen on the development part of XQuAD. */
const evidenceMiddle = 1.2;
const evidenceSteepness = 4;

type Looked = { place: number; article: string; sentence: number; sentenceWorth: number; score: number };
type SentenceTerms = { words: Set<string>; pieces: Set<string> };
type WantedTerm = { term: string; kind: 'words' | 'pieces'; field: Field; weight: number; rarity: number };
type QuestionTerms = ReturnType<typeof listQuestionTerms>;
type Wanted = { terms: WantedTerm[]; worth: number; isTelling: boolean };

function weigh(terms: QuestionTerms, fields: Record<'words' | 'pieces', Field>): Wanted {
  const wanted = (['words', 'pieces'] as const).flatMap((kind) => {
    const weight = kind === 'words' ? 1 : pieceWeight;
    const field = fields[kind];
    return [...new Set(terms[kind])].map((term) => ({
      term,
      kind,
      field,
      weight,
      rarity: weight * field.rarityOf(term),
    }));
  });
  return { terms: wanted, worth: wanted.reduce((sum, { rarity }) => sum + rarity, 0), isTelling: terms.isTelling };
}

function keepBestOfEach(looked: Looked[]): Looked[] {
  const seen = new Set<string>();
  return looked.filter(({ article }) => {
    const isFirst = !seen.has(article);
    seen.add(article);
    return isFirst;
  });
}

function readSentences(passage: Passage | undefined): SentenceTerms[] {
  return splitSentences(passage?.text ?? '').map((sentence) => {
    const { words, pieces } = listTerms(sentence);
    return { words: new Set(words), pieces: new Set(pieces) };
  });
}

const excerptMax = 400;

/** The sentence and what follows it, as long as it is short. */
function takeExcerpt(text: string, sentence: number): string {
  const [first = '', ...rest] = splitSentences(text).slice(sentence);
  let excerpt = first;
  for (const next of rest) {
    if (excerpt.length + next.length > excerptMax) break;
    excerpt += next;
  }
  return excerpt.trim();
}
