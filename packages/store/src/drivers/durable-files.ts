import { fsyncSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type InitOptions = Parameters<NodeFS['init']>[1];
type FileStream = { nfd?: number };
type Module = { NODEFS: { stream_ops: { fsync?: (stream: FileStream) => void } } };

/** The engine's Node file system with the fsync it lacks: without it a commit survives a crash but not a power cut. */
export class DurableFiles extends NodeFS {
  /** Number of real fsync calls so far. */
  fsyncCount = 0;

  override async init(engine: PGlite, options: InitOptions): ReturnType<NodeFS['init']> {
    const made = await super.init(engine, options);
    const addFsync = (module: unknown): void => {
      (module as Module).NODEFS.stream_ops.fsync = (stream) => {
        if (stream.nfd === undefined) return;
        fsyncSync(stream.nfd);
        this.fsyncCount += 1;
      };
    };
    const preRun = [...(made.emscriptenOpts.preRun ?? []), addFsync];
    return { emscriptenOpts: { ...made.emscriptenOpts, preRun } };
  }
}
