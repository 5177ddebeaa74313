import { Parser } from 'htmlparser2';
import type { Section } from '../article.ts';

const unread = new Set(['script', 'style', 'nav', 'header', 'footer', 'noscript', 'template', 'svg', 'form', 'head']);
const blocks = new Set(
  'p div section article main aside ul ol dl table tr blockquote pre figure figcaption details summary hr'.split(' '),
);
const lines = new Set(['li', 'br', 'dt', 'dd']);
const heading = /^h[1-6]$/;

export type Page = { title: string; sections: Section[] };

/** The text of a page under its headings, without what is around it: navigation, header, footer, scripts. */
export function readHtml(html: string): Page {
  const page: Page = { title: '', sections: [{ heading: '', text: '' }] };
  let skipped = 0;
  let into: 'text' | 'heading' | 'title' = 'text';
  const section = (): Section => page.sections.at(-1) ?? { heading: '', text: '' };
  const parser = new Parser({
    onopentagname(name) {
      if (name === 'title') into = 'title';
      else if (unread.has(name)) skipped += 1;
      else if (heading.test(name)) {
        page.sections.push({ heading: '', text: '' });
        into = 'heading';
      } else if (blocks.has(name)) section().text += '\n\n';
      else if (lines.has(name)) section().text += '\n';
      else if (name === 'td' || name === 'th') section().text += ' ';
    },
    ontext(text) {
      if (into === 'title') page.title += text;
      else if (skipped > 0) return;
      else if (into === 'heading') section().heading += text;
      else section().text += text.replace(/\s+/g, ' ');
    },
    onclosetag(name) {
      if (name === 'title' || heading.test(name)) into = 'text';
      else if (unread.has(name)) skipped = Math.max(0, skipped - 1);
      else if (blocks.has(name)) section().text += '\n\n';
    },
  });
  parser.end(html);
  const sections = page.sections
    .map((each) => ({ heading: tidy(each.heading), text: tidyText(each.text) }))
    .filter((each) => each.heading !== '' || each.text !== '');
  return { title: tidy(page.title) || (sections.find((each) => each.heading !== '')?.heading ?? ''), sections };
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

const tidyText = (text: string): string =>
  text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
