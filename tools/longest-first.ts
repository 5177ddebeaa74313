import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The slower a kind of test, the sooner it begins, so that no worker idles while the other plays a long story. */
const kinds = ['e2e', 'simulation', 'integration', 'unit', 'unit-alone'];
/** These take longest of all, and are small files. */
const longest = '/tests/crash';

/** Within a kind: what failed before, then what took longest the last time; without a last time, the largest file. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = (file: TestSpecification): number =>
      file.moduleId.includes(longest) ? -1 : kinds.indexOf(file.project.name);
    return (await super.sort(files)).sort((left, right) => rank(left) - rank(right));
  }
}
