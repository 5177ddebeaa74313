import { expect, it } from 'vitest';
import { describeFile, findFileProblem } from './files.ts';

const limits = { bytesMax: 1_000, contentTypes: ['image/*', 'application/pdf'] };

it.each([
  [{ contentType: 'image/png', sizeBytes: 1_000 }, limits, null],
  [{ contentType: 'IMAGE/PNG; name=x', sizeBytes: 1 }, limits, null],
  [{ contentType: 'image/png', sizeBytes: 1_001 }, limits, 'file-too-big'],
  [{ contentType: 'application/pdf', sizeBytes: null }, limits, null],
  [{ contentType: 'application/pdfx', sizeBytes: null }, limits, 'file-type-not-taken'],
  [{ contentType: 'imagery/png', sizeBytes: null }, limits, 'file-type-not-taken'],
  [{ contentType: 'text/html', sizeBytes: 9 }, { ...limits, contentTypes: null }, null],
  [{ contentType: null, sizeBytes: null }, null, 'files-not-taken'],
] as const)('a file %o against %o has the problem %s', (file, against, problem) => {
  expect(findFileProblem(file, against)).toBe(problem);
});

it.each([
  [null, 'a.png'],
  [999, 'a.png (999 B)'],
  [1_001, 'a.png (2 kB)'],
  [2_450_000, 'a.png (2.5 MB)'],
])('a file of %s bytes is called %s', (sizeBytes, called) => {
  expect(describeFile({ name: 'a.png', sizeBytes })).toBe(called);
});
