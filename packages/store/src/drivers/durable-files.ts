import { closeSync, fsyncSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { codesOf } from '../failures/system-code.ts';
import { letEndOut, type Machine } from './end-of-engine.ts';

type InitOptions = Parameters<NodeFS['init']>[1];
type FileStream = { nfd?: number };
type Module = Machine & {
  NODEFS: { stream_ops: { fsync?: (stream: FileStream) => void } };
  FS: { streams: (FileStream | null | undefined)[] };
};

/** The engine's Node file system with the fsync it lacks: without it a commit survives a crash but not a power cut. */
export class DurableFiles extends NodeFS {
  /** Number of real fsync calls so far. */
  fsyncCount = 0;
  private module: Module | null = null;

  override async init(engine: PGlite, options: InitOptions): ReturnType<NodeFS['init']> {
    const made = await super.init(engine, options);
    const addFsync = (module: unknown): void => {
      this.module = module as Module;
      this.module.NODEFS.stream_ops.fsync = (stream) => {
        if (stream.nfd === undefined) return;
        fsyncSync(stream.nfd);
        this.fsyncCount += 1;
      };
    };
    const preRun = [...(made.emscriptenOpts.preRun ?? []), addFsync];
    return { emscriptenOpts: { ...made.emscriptenOpts, preRun } };
  }

  /** To be called once the engine has started: what it runs on is whole only then. */
  watchForEnd(): void {
    if (this.module !== null) letEndOut(this.module);
  }

  /** Gives back what an engine that broke off has open; what it had deleted would take room on the disk for as long. */
  closeAll(): void {
    for (const stream of this.module?.FS.streams ?? []) {
      if (stream?.nfd === undefined) continue;
      try {
        closeSync(stream.nfd);
      } catch (error) {
        if (codesOf(error)[0] !== 'EBADF') throw error;
      }
    }
    this.module = null;
  }
}
