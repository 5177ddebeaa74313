import { createSecretBox } from '../src/secret-box.ts';

/** With a key of its own, the same in every test. */
export const secretBox = createSecretBox(Buffer.alloc(32, 1));
