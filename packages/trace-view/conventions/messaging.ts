import type { Conventions } from './convention.ts';

export const MESSAGING: Conventions = {
  'messaging.system': {
    says: 'Which system carries the messages, such as kafka or rabbitmq.',
    type: 'string',
  },
  'messaging.destination.name': {
    says: 'The queue or topic the message went to.',
    type: 'string',
    was: ['messaging.destination'],
  },
  'messaging.operation.name': {
    says: 'What was done, in the words of the system: send, ack, poll.',
    type: 'string',
  },
  'messaging.operation.type': {
    says: 'What was done, in shared words: create, send, receive, process or settle.',
    type: 'string',
    was: ['messaging.operation'],
  },
  'messaging.message.id': { says: 'The id of the message.', type: 'string', was: ['messaging.message_id'] },
  'messaging.message.conversation_id': {
    says: 'The id shared by all messages of one conversation.',
    type: 'string',
    was: ['messaging.conversation_id'],
  },
  'messaging.message.body.size': { says: 'How many bytes of body the message has.', type: 'int' },
  'messaging.batch.message_count': { says: 'How many messages were sent or taken at once.', type: 'int' },
  'messaging.consumer.group.name': {
    says: 'The group of consumers that share the work.',
    type: 'string',
    was: ['messaging.kafka.consumer.group'],
  },
  'messaging.client.id': {
    says: 'The client that sent or took the message.',
    type: 'string',
    was: ['messaging.client_id'],
  },
};
