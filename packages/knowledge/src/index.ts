export type { Article } from './article.ts';
export { evaluateKnowledge } from './evaluate.ts';
export { groupGaps } from './gaps.ts';
export { readQuestion, readQuestions } from './read-questions.ts';
export { createSearcher, type Searcher } from './retrieval/searcher.ts';
export { addSources } from './store/add-sources.ts';
export { readIndex, type Source, writeIndex } from './store/index-folder.ts';
