// Span names compared word by word, so `reserve item`, `reserve_item` and `ReserveItem` are one name.

import { type Span, serviceName } from '#trace-model/span.ts';
import type { SpanMatch } from './lab.ts';

const words = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9:/]+/)
    .filter(Boolean)
    .join(' ');

export const sameName = (a: string, b: string): boolean => words(a) === words(b);

export const matches = (span: Span, match: SpanMatch): boolean =>
  (match.service === undefined || serviceName(span) === match.service) &&
  (match.kind === undefined || span.kind === match.kind) &&
  (match.name === undefined || sameName(span.name, match.name));

export const describe = (match: SpanMatch): string =>
  [
    match.name === undefined ? undefined : `"${match.name}"`,
    match.kind === undefined ? undefined : `(${match.kind})`,
    match.service === undefined ? undefined : `in ${match.service}`,
  ]
    .filter(Boolean)
    .join(' ');
