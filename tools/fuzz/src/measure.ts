export function measureAll(say: (line: string) => void): void {
  say("");
}
