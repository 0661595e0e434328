import type { Conventions } from './convention.ts';

export const CODE: Conventions = {
  'code.function.name': {
    says: 'The function that ran, with its module.',
    type: 'string',
    was: ['code.function', 'code.namespace'],
  },
  'code.file.path': { says: 'The file of the code.', type: 'string', was: ['code.filepath'] },
  'code.line.number': { says: 'The line in the file.', type: 'int', was: ['code.lineno'] },
  'code.column.number': { says: 'The column in the line.', type: 'int', was: ['code.column'] },
  'code.stacktrace': { says: 'The calls that led here, innermost first.', type: 'string' },
  'thread.id': { says: 'The number of the thread.', type: 'int' },
  'thread.name': { says: 'The name of the thread.', type: 'string' },
  'user.id': { says: 'Which user it was, by an id.', type: 'string', was: ['enduser.id'] },
  'session.id': { says: 'Which visit of a user this belongs to.', type: 'string' },
  'feature_flag.key': { says: 'The feature flag that was asked for.', type: 'string' },
  'peer.service': {
    says: 'The name of the service that was called, as the caller knows it.',
    type: 'string',
  },
};
