import { describe, expect, it } from 'vitest';
import { readArticles } from './read-articles.ts';

const read = (id: string, text: string) => {
  const reading = readArticles(id, text);
  if (reading.type === 'refused') throw new Error(reading.problem);
  return reading.articles;
};

describe('articles', () => {
  it('of Markdown have their headings, and no marks', () => {
    const text = '# Printers\n\nSwitch it **off**.\n\n## Jams\n\n- open the [lid](http://x)\n- pull\n';
    expect(read('faq/printers.md', text)).toEqual([
      {
        id: 'faq/printers.md',
        title: 'Printers',
        sections: [
          { heading: 'Printers', text: 'Switch it off.' },
          { heading: 'Jams', text: 'open the lid\npull' },
        ],
      },
    ]);
  });

  it('of Markdown with a head take the title from there', () => {
    expect(read('a.md', '---\ntitle: "From the head"\n---\nText.\n')[0]?.title).toBe('From the head');
  });

  it('of HTML leave out what is around the text', () => {
    const text = `<html><head><title>Help &amp; more</title><style>p{}</style></head><body><nav>Home</nav>
      <h2>Open</h2><p>From 8<br>to 6.</p><script>alert(1)</script><p>Closed on
      Sunday.</p><footer>Imprint</footer></body></html>`;
    expect(read('a.html', text)).toEqual([
      {
        id: 'a.html',
        title: 'Help & more',
        sections: [{ heading: 'Open', text: 'From 8\nto 6.\n\nClosed on Sunday.' }],
      },
    ]);
  });

  it('of a table are its rows', () => {
    const text = '\uFEFFQuestion,Answer\n"When, exactly?","At ""8""."\nWhere?,Here.\n';
    expect(read('faq.csv', text)).toEqual([
      { id: 'faq.csv#1', title: 'When, exactly?', sections: [{ heading: '', text: 'At "8".' }] },
      { id: 'faq.csv#2', title: 'Where?', sections: [{ heading: '', text: 'Here.' }] },
    ]);
  });

  it('of lines are one in each, by their ids', () => {
    const text = `${JSON.stringify({ id: 'x1', title: 'X', content: '## Part\n\nText.' })}\n`;
    expect(read('all.jsonl', text)).toEqual([
      { id: 'all.jsonl#x1', title: 'X', sections: [{ heading: 'Part', text: 'Text.' }] },
    ]);
  });

  it('of plain text are the text, named by the file', () => {
    expect(read('how_to-print.txt', 'One.\r\n\r\nTwo.')[0]).toEqual({
      id: 'how_to-print.txt',
      title: 'how to print',
      sections: [{ heading: '', text: 'One.\n\nTwo.' }],
    });
  });

  it('without text are none', () => {
    expect(read('a.md', '\n')).toEqual([]);
  });

  it.each([
    ['a.docx', 'x', 'not read. Use one of md'],
    ['a.csv', 'first,second\n1,2\n', 'row 1 has no column named'],
    ['a.jsonl', '{"id":1}\n', 'line 1 is not'],
  ])('%s is refused with a reason', (id, text, problem) => {
    expect(readArticles(id, text)).toEqual({ type: 'refused', problem: expect.stringContaining(problem) });
  });
});
