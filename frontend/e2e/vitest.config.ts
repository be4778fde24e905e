import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Pictures first, while there is nothing but demo data, and the Postman collection last, because it writes whatever it
 * can; between them by name, the same in every run. */
class BySpecName extends BaseSequencer {
  /** Every other spec, so that the halves take about as long as each other. */
  override async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { index, count } = this.ctx.config.shard ?? { index: 1, count: 1 };
    return (await this.sort(files)).filter((_, place) => place % count === index - 1);
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
