import type { Conventions } from './convention.ts';

export const FAILURE: Conventions = {
  'error.type': {
    says: 'The class of the failure: an exception’s name, or the number of an answer. Few values, so failures can be counted by it.',
    type: 'string',
  },
  'exception.type': { says: 'The class of the exception.', type: 'string' },
  'exception.message': { says: 'What the exception says.', type: 'string' },
  'exception.stacktrace': { says: 'Where it was thrown, innermost first.', type: 'string' },
  'exception.escaped': {
    says: 'Whether the exception left the span. No longer recommended.',
    type: 'boolean',
  },
  'otel.status_code': {
    says: 'The status of the span, for backends that have no field for it.',
    type: 'string',
  },
  'otel.status_description': {
    says: 'The message of the status, for backends that have no field for it.',
    type: 'string',
  },
};
