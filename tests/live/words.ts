/** The words of a command line without an option and its value, and that value; "" where the option is not there. */
export function valued(
  words: readonly string[],
  option: string,
): { readonly words: readonly string[]; readonly value: string } {
  const place = words.indexOf(option);
  if (place === -1) return { words, value: "" };
  return {
    words: words.filter((_word, at) => at !== place && at !== place + 1),
    value: words[place + 1] ?? "",
  };
}
