/** One element of an SVG: its name, its attributes, and what is in it. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  inner = "",
): string {
  const words = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === "number" ? rounded(value) : escaped(value)}"`,
  );
  return inner === "" ? `<${name}${words.join("")}/>` : `<${name}${words.join("")}>${inner}</${name}>`;
}

/** A text at a place. */
export function label(
  x: number,
  y: number,
  words: string,
  more: Readonly<Record<string, string | number>> = {},
): string {
  return element("text", { x, y, ...more }, escaped(words));
}

/** A whole picture on white, of this size. */
export function picture(width: number, height: number, parts: readonly string[]): string {
  const attributes = {
    ...{ xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height },
    ...{ "font-family": "sans-serif", "font-size": 13, fill: "#222222" },
  };
  const paper = element("rect", { width, height, fill: "#ffffff" });
  return `${element("svg", attributes, `\n${[paper, ...parts].join("\n")}\n`)}\n`;
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escaped(words: string): string {
  return words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}
