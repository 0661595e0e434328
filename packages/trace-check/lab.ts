// What a lab's manifest (labs/NN-slug/lab.ts) may say. This file is the documentation of the format:
// a lab is data, and the engine finds the causes.

import type { SpanKind } from '#trace-model/span.ts';
import type { Draw } from './draw.ts';
import type { ServiceName } from './launch/service.ts';

export type Lab = {
  title: string;
  /** One sentence: what the learner will have when the lab is done. */
  goal: string;
  minutes: number;
  /** Address of the lesson, such as `/lessons/first-trace`. */
  lesson: string;
  /** The services a check starts. Fewer is faster. */
  services: ServiceName[];
  /** The files a learner edits, such as `order-service/place-order.ts`; the first is the one to open. */
  parts: string[];
  /** What the check asks of the shop. Values come from `draw`, so nothing can be hard-coded. */
  requests(draw: Draw): LabRequest[];
  /** A request that is still open when the services are told to stop; its spans must arrive all the same. */
  lastRequest?(draw: Draw): LabRequest;
  tasks: Task[];
  /** The tree a report draws beside the learner's own. A solution's trace must contain it. */
  expected: { request: string; tree: ExpectedSpan };
};

export type LabRequest = {
  /** Named in rules and reports: `a good order`. */
  name: string;
  /** Who is asked; the gateway unless said otherwise. */
  service?: ServiceName;
  method: 'GET' | 'POST';
  path: string;
  body?: unknown;
  /** The HTTP status the shop must answer with. */
  status: number;
  /** Fields the JSON answer must have: tracing must not lose what a step returned. */
  answerHas?: string[];
  /** Faults switched on before this request and off after it. */
  faults?: { service: ServiceName; step: string; latency?: number; error?: number }[];
};

export type Task = {
  id: number;
  title: string;
  rules: Rule[];
  /** A question, a pointer, nearly the code. */
  hints: [question: string, pointer: string, nearlyTheCode: string];
};

export type ExpectedSpan = {
  service: ServiceName;
  /** Names are compared word by word: `reserve item` is also `reserve_item` and `reserveItem`. */
  name: string;
  kind?: SpanKind;
  children?: ExpectedSpan[];
};

export type SpanMatch = { service?: ServiceName; name?: string; kind?: SpanKind };

/** A literal, or a value of this very request: `{ from: 'answer', path: 'total' }`. */
export type Value = string | number | boolean | { from: 'body' | 'answer'; path: string };

/** `number` accepts whole and broken numbers; `string` refuses a number in quotes where one is due. */
export type AttributeRule = { type: 'string' | 'number' | 'bool'; is?: Value };

export type EventRule = { name: string; attributes?: Record<string, AttributeRule> };

/** `{ each: 'items' }`: one for each entry of that list in the request's body. */
export type Count = number | { least?: number; most?: number } | { each: string };

export type SpanRule = {
  rule: 'span';
  span: SpanMatch;
  /** Some ancestor must match. */
  inside?: SpanMatch;
  /** No ancestor may match. */
  notInside?: SpanMatch;
  count?: Count;
  attributes?: Record<string, AttributeRule>;
  /** These events, in this order; others may lie between. */
  events?: EventRule[];
  noEvents?: string[];
  status?: 'error' | 'not-error';
  /** It lasts at least this long, where a fault makes its step slow: a span round another step is shorter. */
  leastMs?: number;
  /** An exception recorded on the span. */
  exception?: boolean;
};

/** `requests` names the requests a rule is about; without it, all of them. */
export type Rule = { requests?: string[] } & (
  | { rule: 'answers' }
  | { rule: 'reports'; services: ServiceName[] }
  | { rule: 'entry'; service: ServiceName; name: string }
  | { rule: 'edge'; from: ServiceName; to: ServiceName; times?: Count }
  | { rule: 'one-trace'; services?: ServiceName[] }
  | SpanRule
  | { rule: 'no-span'; span: SpanMatch }
  /** A request that failed here left its reason: an exception, on some span of the service. */
  | { rule: 'reason'; service: ServiceName }
  /** No attribute that was renamed since: `http.method`, `db.statement`. */
  | { rule: 'current-names'; service: ServiceName }
  /** None of these values may be anywhere in a span, in whatever way it is written. */
  | { rule: 'no-secret'; what: string; values: string[] }
  /** What lies in a span made by hand ends before it does. `parent` narrows it to one of them. */
  | { rule: 'inside-parent'; service: ServiceName; parent?: SpanMatch }
  | { rule: 'few-names'; service: ServiceName }
  /** `automatic` counts those of instrumentations alone: a learner may make as many as they like. */
  | { rule: 'few-spans'; service: ServiceName; most: number; automatic?: true }
  | { rule: 'nothing-lost-at-stop'; services: ServiceName[] }
);
export type RuleOf<Name extends Rule['rule']> = Extract<Rule, { rule: Name }>;

/** A named wrong variant of the solution: solutions/NN-slug/mistakes/ID/mistake.ts. */
export type Mistake = {
  /** What the learner did, as a colleague would tell it. */
  story: string;
  /** The cause the check must name, and the task it must name it for. */
  cause: string;
  task: number;
  /** Small changes to the solution. `find` must occur exactly once in each file named. */
  edits?: Edit[];
  /** Files the mistake adds; they lie beside mistake.ts. */
  adds?: string[];
  /** Variables left over in the learner's shell. */
  env?: Record<string, string>;
  /** A part that is built before it is run. */
  bundle?: string[];
  /** Where the finding must point: the file, and a piece of the line. */
  where?: { file: string; line: string };
};

export type Edit = { files: string[]; find: string; replace: string };
