import type * as pulumi from "@pulumi/pulumi";
import type { CibObject } from "../../lifecycle/cib-object.js";
import type { ClusterArgs } from "../../lifecycle/cluster-handle.js";
import { ClusterResource } from "../../lifecycle/resource.js";
import { metaProblems } from "../../pcs/meta-attributes.js";
import { idProblems, repeatedProblems } from "../../pcs/argument-problems.js";
import { defined, foundValues, optionWords, type Value, type Values } from "../../pcs/options.js";
import { alert as found, type AlertPart } from "../../pcs/sections.js";

type Options = pulumi.Input<Record<string, pulumi.Input<Value>>>;

/** Whom an alert tells. */
export interface AlertRecipient {
  /** Its id in the cluster. */
  readonly id: pulumi.Input<string>;
  /** Where to: an address, a file, whatever the agent takes. */
  readonly value: pulumi.Input<string>;
  /** What it is for. */
  readonly description?: pulumi.Input<string>;
  /** Environment of the agent for this recipient. */
  readonly options?: Options;
  /** Meta attributes: `timeout`, `timestamp-format`. */
  readonly meta?: Options;
}

/** What an alert takes. */
export interface AlertArgs extends ClusterArgs {
  /** Its id in the cluster; default the resource's name. A change makes a new object. */
  readonly alertId?: pulumi.Input<string>;
  /** The agent: a program on every node. */
  readonly path: pulumi.Input<string>;
  /** What it is for. */
  readonly description?: pulumi.Input<string>;
  /** Environment of the agent. */
  readonly options?: Options;
  /** Meta attributes: `timeout`, `timestamp-format`. */
  readonly meta?: Options;
  /** Whom it tells. Changed in place. */
  readonly recipients?: pulumi.Input<pulumi.Input<AlertRecipient>[]>;
}

interface Part {
  readonly description?: string;
  readonly options?: Values;
  readonly meta?: Values;
}
type Recipient = Part & { readonly id: string; readonly value: string };
type Told = Part & {
  readonly alertId: string;
  readonly path: string;
  readonly recipients?: readonly Recipient[];
};

/** A program that is run at the cluster's events. */
export const alert: CibObject<Told> = {
  kind: "Alert",
  replaceOn: ["alertId"],
  id: ({ alertId }) => alertId,
  required: ["path"],
  problems: ({ alertId, path, meta, recipients = [] }) => [
    ...idProblems("alertId", alertId),
    ...(path === undefined || path.startsWith("/")
      ? []
      : [{ property: "path", reason: `"${path}" is not the whole path of a program` }]),
    ...metaProblems("meta", meta),
    ...recipients.flatMap((one, index) => [
      ...idProblems(`recipients[${index}].id`, one.id ?? ""),
      ...(one.value === undefined
        ? [{ property: `recipients[${index}].value`, reason: "it is needed" }]
        : []),
      ...metaProblems(`recipients[${index}].meta`, one.meta),
    ]),
    ...repeatedProblems(
      "recipients",
      recipients.map(({ id }) => id),
    ),
  ],
  find(cib, args) {
    const told = found(cib, args.alertId);
    if (!told) return undefined;
    const recipients = told.recipients.map((one) => {
      const { id = "", value = "" } = one.attributes;
      return {
        id,
        value,
        ...foundPart(
          one,
          args.recipients?.find((other) => other.id === id),
        ),
      };
    });
    return defined<Told>({
      alertId: args.alertId,
      path: told.attributes["path"] ?? "",
      ...foundPart(told, args),
      recipients: recipients.length || args.recipients ? recipients : undefined,
    });
  },
  create: (args) => [
    ["alert", "create", `path=${args.path}`, `id=${args.alertId}`, ...partWords(args)],
    ...(args.recipients ?? []).map((one) => adding(args.alertId, one)),
  ],
  update(args, before) {
    const path = args.path === before.path ? [] : [`path=${args.path}`];
    const own = [...path, ...partWords(args, before)];
    const [wanted, has] = [args.recipients ?? [], before.recipients ?? []];
    const gone = has.filter(({ id }) => !wanted.some((one) => one.id === id));
    return [
      ...(own.length ? [["alert", "update", args.alertId, ...own]] : []),
      ...gone.map(({ id }) => ["alert", "recipient", "remove", id]),
      ...wanted.flatMap((one) =>
        changing(
          args.alertId,
          one,
          has.find(({ id }) => id === one.id),
        ),
      ),
    ];
  },
  remove: ({ alertId }) => [["alert", "remove", alertId]],
};

/**
 * A program that the cluster runs when nodes come and go, fence, or resources change.
 *
 * @example
 * new Alert("mail", { cluster, path: "/usr/local/bin/alert.sh", recipients: [{ id: "ops", value: "ops@example.org" }] });
 */
export class Alert extends ClusterResource {
  /** Its id in the cluster. */
  public readonly alertId!: pulumi.Output<string>;

  constructor(name: string, args: AlertArgs, opts?: pulumi.CustomResourceOptions) {
    super(alert, name, { ...args, alertId: args.alertId ?? name }, opts);
  }
}

function foundPart({ attributes, options, meta }: AlertPart, declared: Part | undefined): Part {
  return defined<Part>({
    description: attributes["description"],
    options: foundValues(options, declared?.options),
    meta: foundValues(meta, declared?.meta),
  });
}

function partWords(wanted: Part, before: Part = {}): string[] {
  const options = optionWords(wanted.options ?? {}, before.options);
  const meta = optionWords(wanted.meta ?? {}, before.meta);
  return [
    ...(wanted.description === before.description ? [] : [`description=${wanted.description ?? ""}`]),
    ...(options.length ? ["options", ...options] : []),
    ...(meta.length ? ["meta", ...meta] : []),
  ];
}

function adding(alertId: string, recipient: Recipient): string[] {
  const { id, value } = recipient;
  return ["alert", "recipient", "add", alertId, `value=${value}`, `id=${id}`, ...partWords(recipient)];
}

function changing(alertId: string, wanted: Recipient, before: Recipient | undefined): string[][] {
  if (!before) return [adding(alertId, wanted)];
  const words = [
    ...(wanted.value === before.value ? [] : [`value=${wanted.value}`]),
    ...partWords(wanted, before),
  ];
  return words.length ? [["alert", "recipient", "update", wanted.id, ...words]] : [];
}
