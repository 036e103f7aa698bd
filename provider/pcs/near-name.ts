/** What may have been meant: the known name that is nearest, when it is near; for the middle of a sentence. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const near = [...known]
    .map((one) => ({ one, distance: distance(name.toLowerCase(), one.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return near && near.distance <= Math.ceil(name.length / 3) ? ` perhaps "${near.one}" is meant;` : "";
}

// How many letters have to be put in, left out or changed; "_" for "-" counts as well.
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (let at = 0; at < b.length; at++) {
      const change = (row[at] ?? 0) + (b[at] === letter ? 0 : 1);
      next.push(Math.min(change, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
