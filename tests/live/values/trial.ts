import { isDeepStrictEqual } from "node:util";
import { provider } from "../../../provider/dynamic.js";
import type { Hostile } from "./hostile.js";
import type { Places } from "./places.js";

/** What became of one text that did not do as it should. */
export interface Wrong {
  readonly kind: string;
  /** The text's place among the object's, and the text. */
  readonly place: number;
  readonly text: string;
  readonly said: unknown;
}

type Properties = Record<string, unknown>;

// What a program may write anywhere without anybody's stumbling over it.
const harmless = /^[\w#.:@%/+-]*$/;

/** An object that is made with hostile texts, read and removed. */
export class Trial {
  /** Texts that were refused before anything was written. */
  refused = 0;
  /** Names that were refused by the cluster, which has nothing of that name. */
  unknown = 0;
  readonly wrong: Wrong[] = [];
  private readonly usual: readonly string[];
  private taken: readonly string[];
  private made: { id: string; properties: Properties } | undefined;

  constructor(
    readonly places: Places,
    private readonly id: string,
    private readonly cluster: object,
    hostile: Hostile,
    /** Whether it is made with usual texts first, and then changed. */
    private readonly changed: boolean,
  ) {
    const plain = Array.from({ length: places.count }, (_, index) => `plain${index}`);
    this.usual = places.usual?.(id) ?? plain;
    this.taken = this.usual.map(() => hostile.text());
  }

  /** The hostile texts that are in the cluster now. */
  get arrived(): readonly string[] {
    const none = this.places.emptyIsNone ? [""] : [];
    return this.made
      ? this.taken.filter((text, place) => text !== this.usual[place] && !none.includes(text))
      : [];
  }

  /** Asks for each text by itself whether it is taken; what is refused gives way to a usual one. */
  async check(): Promise<void> {
    const texts = this.taken;
    this.taken = this.usual;
    for (const [place, text] of texts.entries()) {
      const { failures } = await this.verbs.check(
        {},
        { ...this.args(this.alone(place, text)), cluster: this.cluster },
      );
      if (failures.length === 0) this.taken = this.taken.with(place, text);
      else this.refused++;
      const argument = this.argumentOf(place);
      const elsewhere = failures.filter(({ property }) => !property.startsWith(argument));
      if (failures.length > 0 && elsewhere.length === failures.length) this.blame(place, text, failures);
    }
  }

  /** Makes it with all texts that are taken; where that fails, with each by itself. */
  async make(): Promise<void> {
    if ((await this.lived(this.taken)) === undefined) return;
    const texts = this.taken;
    this.taken = this.usual;
    for (const [place, text] of texts.entries()) {
      if (text === this.usual[place]) continue;
      const said = await this.lived(this.alone(place, text));
      if (said === undefined) await this.read(this.alone(place, text));
      else if (this.places.usual && harmless.test(text)) this.unknown++;
      else this.blame(place, text, said);
      await this.remove();
    }
  }

  /** Compares what is read with what was declared. */
  async compare(): Promise<void> {
    if (this.made) await this.read(this.taken);
  }

  /** Takes it away again. */
  async remove(): Promise<void> {
    const { made } = this;
    this.made = undefined;
    if (made)
      await this.verbs
        .delete(made.id, made.properties)
        .catch((failure: unknown) => this.blame(-1, made.id, (failure as Error).message));
  }

  private async read(texts: readonly string[]): Promise<void> {
    if (!this.made) return;
    const { props = {} } = await this.verbs.read(this.made.id, this.made.properties);
    const declared = this.args(texts);
    for (const [name, value] of Object.entries(declared))
      if (!isDeepStrictEqual(props[name], value))
        this.wrong.push({
          kind: this.places.kind,
          place: -1,
          text: JSON.stringify(value),
          said: props[name] ?? null,
        });
  }

  // Answers why it could not be made.
  private async lived(texts: readonly string[]): Promise<string | undefined> {
    const news = { ...this.args(texts), cluster: this.cluster };
    const first = { ...this.args(this.usual), cluster: this.cluster };
    try {
      const { replaces } = await this.verbs.diff("", first, news);
      const inPlace = this.changed && replaces.length === 0;
      const { id, outs } = await this.verbs.create(inPlace ? first : news);
      this.made = { id, properties: outs };
      if (inPlace) this.made.properties = (await this.verbs.update(id, outs, news)).outs;
      return undefined;
    } catch (failure) {
      const { id, properties } = failure as { id?: string; properties?: Properties };
      this.made = properties && id !== undefined ? { id, properties } : this.made;
      await this.remove();
      return (failure as Error).message;
    }
  }

  private blame(place: number, text: string, said: unknown): void {
    this.wrong.push({ kind: this.places.kind, place, text, said });
  }

  // The argument that holds a place.
  private argumentOf(place: number): string {
    const marked = this.args(this.alone(place, "@mark@"));
    return Object.keys(marked).find((name) => JSON.stringify(marked[name])?.includes("@mark@")) ?? "";
  }

  private alone(place: number, text: string): readonly string[] {
    return this.usual.map((usual, index) => (index === place ? text : usual));
  }

  private args(texts: readonly string[]): Readonly<Properties> {
    return this.places.args(this.id, texts);
  }

  private get verbs() {
    return provider(this.places.kind);
  }
}
