// What makes the first trace of all.

export const AN_ORDER = `curl -X POST localhost:8080/orders -H 'content-type: application/json' \\
  -d '{"user_id":"1","product":"Laptop","quantity":1}'`;
