export type User = { id: string; name: string; email: string; card: string };

export type Users = { find(id: string): Promise<User | undefined> };

const CUSTOMERS: User[] = [
  { id: '1', name: 'Ada', email: 'ada@example.com', card: '4000-0000-0000-0011' },
  { id: '2', name: 'Grace', email: 'grace@example.com', card: '4000-0000-0000-0022' },
  { id: '3', name: 'Edsger', email: 'edsger@example.com', card: '4000-0000-0000-0033' },
  { id: '4', name: 'Barbara', email: 'barbara@example.com', card: '4000-0000-0000-0044' },
  // this card is always declined, see order-service/payment-terminal.ts
  { id: '7', name: 'Charles', email: 'charles@example.com', card: '4000-0000-0000-0002' },
];

export const usersInMemory = (): Users => {
  const users = new Map(CUSTOMERS.map(user => [user.id, user]));
  return { find: async id => users.get(id) };
};
