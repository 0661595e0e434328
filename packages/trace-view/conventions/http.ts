import type { Conventions } from './convention.ts';

export const HTTP: Conventions = {
  'http.request.method': {
    says: 'The method of the request, such as GET or POST.',
    type: 'string',
    was: ['http.method'],
  },
  'http.request.method_original': {
    says: 'The method as it was sent, where it is none of the known ones.',
    type: 'string',
  },
  'http.response.status_code': {
    says: 'The number of the answer. 5xx makes a server span an error; 4xx makes a client span one.',
    type: 'int',
    was: ['http.status_code'],
  },
  'http.route': {
    says: 'The pattern of the route that answered, such as /users/:id. It has no values in it, so requests can be grouped by it.',
    type: 'string',
  },
  'http.request.body.size': {
    says: 'How many bytes of body the request had, as sent.',
    type: 'int',
    was: ['http.request_content_length'],
  },
  'http.response.body.size': {
    says: 'How many bytes of body the answer had, as sent.',
    type: 'int',
    was: ['http.response_content_length'],
  },
  'http.request.resend_count': {
    says: 'How often this request had been sent before.',
    type: 'int',
    was: ['http.resend_count'],
  },
  'url.full': { says: 'The whole address that was called.', type: 'string', was: ['http.url'] },
  'url.path': { says: 'The path of the address, with its values.', type: 'string' },
  'url.query': { says: 'What follows the question mark in the address.', type: 'string' },
  'url.scheme': { says: 'http or https.', type: 'string', was: ['http.scheme'] },
  'user_agent.original': {
    says: 'What the caller said about itself: a browser, a program, a bot.',
    type: 'string',
    was: ['http.user_agent'],
  },
  'express.name': {
    says: 'Which layer of Express this span is: a route, or the name of a middleware.',
    type: 'string',
  },
  'express.type': { says: 'The kind of layer: middleware, router or request_handler.', type: 'string' },
};
