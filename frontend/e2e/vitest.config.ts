import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Pictures first, while there is nothing but demo data, and the Postman collection last, because it writes whatever it
 * can; between them by name, the same in every run. */
class BySpecName extends BaseSequencer {
  /** Each spec goes where there is least to do, so that the parts take about as long as each other. */
  override async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { index, count } = this.ctx.config.shard ?? { index: 1, count: 1 };
    const load = Array<number>(count).fill(0);
    return (await this.sort(files)).filter(({ moduleId }) => {
      const part = load.indexOf(Math.min(...load));
      // It opens every page there is.
      load[part] = (load[part] ?? 0) + (moduleId.includes('pages.spec') ? 7 : 1);
      return part === index - 1;
    });
  }

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) =>
      moduleId.replace('pictures.spec', ' pictures.spec').replace('postman.spec', 'zz-postman.spec');
    return files.toSorted((a, b) => place(a).localeCompare(place(b)));
  }
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: {
    include: ['**/*.spec.ts'],
    globalSetup: ['support/server.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores: one browser at a time.
    fileParallelism: false,
    sequence: { sequencer: BySpecName },
  },
});
