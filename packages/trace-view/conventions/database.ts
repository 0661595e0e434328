import type { Conventions } from './convention.ts';

export const DATABASE: Conventions = {
  'db.system.name': {
    says: 'Which database it is, such as postgresql or redis.',
    type: 'string',
    was: ['db.system'],
  },
  'db.namespace': {
    says: 'The database within the server that was asked.',
    type: 'string',
    was: ['db.name', 'db.sql.database'],
  },
  'db.collection.name': {
    says: 'The table or collection that was asked.',
    type: 'string',
    was: ['db.sql.table', 'db.mongodb.collection'],
  },
  'db.operation.name': {
    says: 'What was done: SELECT, INSERT, findAndModify.',
    type: 'string',
    was: ['db.operation'],
  },
  'db.operation.batch.size': { says: 'How many operations went along in one call.', type: 'int' },
  'db.query.text': {
    says: 'The query as it was sent. Values belong into parameters, not in here.',
    type: 'string',
    was: ['db.statement'],
  },
  'db.query.summary': { says: 'The query in a few words: the verb and the tables.', type: 'string' },
  'db.response.status_code': {
    says: 'The code the database answered with, such as 23505 in PostgreSQL.',
    type: 'string',
  },
  'db.response.returned_rows': { says: 'How many rows came back.', type: 'int' },
  'db.stored_procedure.name': { says: 'The procedure that was called.', type: 'string' },
  'db.client.connection.pool.name': { says: 'Which pool the connection is from.', type: 'string' },
};
