export type Product = { name: string; price: number; left: number };

export type Stock = {
  find(name: string): Promise<Product | undefined>;
  /** Takes items off the shelf; false when too few are left. */
  take(name: string, quantity: number): Promise<boolean>;
  put(name: string, quantity: number): Promise<void>;
};

/** Enough for a room of learners who order all day. */
const PLENTY = 1_000_000;

const SHELF: Product[] = [
  { name: 'Laptop', price: 1200, left: PLENTY },
  { name: 'Monitor', price: 310, left: PLENTY },
  { name: 'Keyboard', price: 85, left: PLENTY },
  { name: 'Mouse', price: 25, left: PLENTY },
  { name: 'Webcam', price: 64, left: PLENTY },
  { name: 'Turntable', price: 249, left: 0 },
];

export const stockInMemory = (): Stock => {
  const products = new Map(SHELF.map(product => [product.name, { ...product }]));
  return {
    find: async name => {
      const product = products.get(name);
      return product && { ...product };
    },
    take: async (name, quantity) => {
      const product = products.get(name);
      if (product === undefined || product.left < quantity) return false;
      product.left -= quantity;
      return true;
    },
    put: async (name, quantity) => {
      const product = products.get(name);
      if (product !== undefined) product.left += quantity;
    },
  };
};
