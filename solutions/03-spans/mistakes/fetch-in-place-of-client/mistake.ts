import type { Mistake } from '#trace-check/lab.ts';

const mistake: Mistake = {
  story: 'Used fetch to reserve an item, because that is what Node has built in.',
  cause: 'fetch-not-traced',
  task: 2,
  edits: [
    {
      files: ['order-service/place-order.ts'],
      find: `import { ShopError } from '#chassis/errors.ts';`,
      replace: `import { readConfig } from '#chassis/config.ts';
import { ShopError } from '#chassis/errors.ts';`,
    },
    {
      files: ['order-service/place-order.ts'],
      find: '      return await shop.inventory.reserve(product, quantity, delay);',
      replace: `      const url = new URL(\`\${readConfig('order-service').urls['inventory-service']}/products/\${product}/reservations\`);
      if (delay) url.searchParams.set('delay', delay);
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ quantity }),
      });
      if (!answer.ok) throw new ShopError(answer.status, 'refused', \`inventory-service answered \${answer.status}.\`);
      return (await answer.json()) as Item;`,
    },
  ],
  where: { file: 'order-service/place-order.ts', line: 'await fetch(' },
};

export default mistake;
