// Where an exporter got its address from: a line of code, or a variable of the shell.

import type { Where } from '../../finding.ts';
import { lineWith } from '../../source/source.ts';
import type { Silent } from './silent.ts';

const VARIABLES = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'] as const;

export type AddressVariable = { name: (typeof VARIABLES)[number]; value: string };

/** The variable in force: the one for traces goes before the one for all signals. */
export const addressVariable = ({ process }: Silent): AddressVariable | undefined => {
  for (const name of VARIABLES) {
    const value = process?.env[name];
    if (value !== undefined && value !== '') return { name, value };
  }
  return undefined;
};

const URL_IN_CODE = /\burl\b.*['"`]|['"`]https?:\/\/|['"`][\w.-]+:\d{2,5}\b/;

const literally = (text: string): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));

/** The line that holds an address; `text` narrows it to the one that was used. */
export const whereAddress = ({ sources }: Silent, text?: string): Where | undefined => {
  for (const source of sources) {
    const exact = text === undefined ? undefined : lineWith(source, literally(text));
    if (exact) return exact;
  }
  for (const source of sources) {
    const where = lineWith(source, URL_IN_CODE);
    if (where) return where;
  }
  return undefined;
};

/** The line that sets a variable in code, if it was not the shell. */
export const whereSet = ({ sources }: Silent, variable: string): Where | undefined => {
  for (const source of sources) {
    const where = lineWith(source, new RegExp(`\\b${variable}\\b`));
    if (where) return where;
  }
  return undefined;
};

/** `OTEL_X is set in your shell` or `this line sets OTEL_X`, and what undoes it. */
export const undo = (variable: string, where: Where | undefined): string =>
  where ? `Remove the line that sets ${variable}.` : `Run \`unset ${variable}\`, and check again.`;
