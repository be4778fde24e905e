import { type Failure, isFailure, post, type Schemas } from './api';
import { hashing } from './sha256';

/** Hashes at a time: an old phone stays alive in between. */
const AT_A_TIME = 1500;

/** The first number whose hash, after the challenge and a colon, begins with that many zero bits. */
export async function solve(challenge: string, difficulty: number): Promise<number> {
  const hash = hashing(`${challenge}:`);
  for (let answer = 0; ; answer += 1) {
    const [first = 0] = hash(String(answer));
    if (first >>> (32 - difficulty) === 0) return answer;
    if (answer % AT_A_TIME === AT_A_TIME - 1) await new Promise((next) => setTimeout(next));
  }
}

/** What the server wants computed before it takes a concern. */
export async function prove(): Promise<Schemas['Proof'] | Failure> {
  const asked = await post<Schemas['Challenge']>('challenges', {});
  if (isFailure(asked)) return asked;
  return { challenge: asked.challenge, answer: await solve(asked.challenge, asked.difficulty) };
}
