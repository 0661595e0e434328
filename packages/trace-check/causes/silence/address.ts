// Where an exporter got its address from: a line of code, or a variable of the shell. An address in the code
// goes before every variable, and the variable for traces before the one for all signals.

import type { Where } from '../../finding.ts';
import { lineWith, type Source } from '../../source/source.ts';
import type { Explanation } from '../cause.ts';
import { explainTogether, type Silent } from './silent.ts';

const VARIABLES = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'] as const;

export type Variable = { name: (typeof VARIABLES)[number]; value: string };

export type Address = {
  /** Only when the address comes from it. */
  variable?: Variable;
  where?: Where | undefined;
};

const variableOf = ({ process }: Silent): Variable | undefined => {
  for (const name of VARIABLES) {
    const value = process?.env[name];
    if (value !== undefined && value !== '') return { name, value };
  }
  return undefined;
};

/** `url: '…'`, `{ url }` and `const url = …`, but not `request.url === '…'`. */
const URL_OPTION = /(?<![.\w])url\s*(?:[:,}]|=(?!=))/;
const ADDRESS = /['"`]https?:\/\//;

const firstLine = (sources: Source[], pattern: RegExp): Where | undefined => {
  for (const source of sources) {
    const where = lineWith(source, pattern);
    if (where) return where;
  }
  return undefined;
};

const literally = (text: string): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));

/** The line that sets a variable in code, if it was not the shell. */
export const whereSet = ({ sources }: { sources: Source[] }, variable: string): Where | undefined =>
  firstLine(sources, new RegExp(`\\b${variable}\\b`));

/** `text` is a piece of the address that was used, such as its port. */
export const addressOf = (silent: Silent, text?: string): Address => {
  const { sources } = silent;
  const exact = text === undefined ? undefined : firstLine(sources, literally(text));
  const option = firstLine(sources, URL_OPTION);
  if (option) return { where: exact ?? option };
  const variable = variableOf(silent);
  if (variable) return { variable, where: whereSet(silent, variable.name) };
  return { where: exact ?? firstLine(sources, ADDRESS) };
};

/** `Run unset OTEL_X` or `Remove the line that sets OTEL_X`. */
export const undo = (variable: string, where: Where | undefined): string =>
  where ? `Remove the line that sets ${variable}.` : `Run \`unset ${variable}\`, and check again.`;

type Explain = (silent: Silent, names: string, address: Address) => Omit<Explanation, 'covers' | 'where'>;

/** A finding for each service whose own code holds the address, and one for all that got it from a variable. */
export const explainAddresses = (
  silent: Silent[],
  text: string | undefined,
  explain: Explain,
): Explanation[] => {
  const known = silent.map(one => ({ one, address: addressOf(one, text) }));
  const shared = known.filter(({ address }) => address.variable && address.where === undefined);
  const own = known.filter(({ address }) => !shared.some(other => other.address === address));
  const tell = (one: Silent, names: string): Omit<Explanation, 'covers'> => {
    const address = addressOf(one, text);
    return { ...explain(one, names, address), where: address.where };
  };
  return [
    ...explainTogether(
      shared.map(({ one }) => one),
      tell,
    ),
    ...own.flatMap(({ one }) => explainTogether([one], tell)),
  ];
};
