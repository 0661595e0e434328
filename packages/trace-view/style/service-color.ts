// One color for each service, the same on every page, in every session and in the lessons:
// it comes from the name alone. The hues are 12 that can be told apart; light and dark have their own shades.

const HUES = 12;

/** FNV-1a, 32 bits: spreads short names well. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value ^= text.charCodeAt(index);
    value = Math.imul(value, 0x01000193);
  }
  return value >>> 0;
};

/** The shop's own services, so that the course's pictures never have two alike. */
const KNOWN: Record<string, number> = {
  'api-gateway': 0,
  'order-service': 3,
  'user-service': 6,
  'inventory-service': 9,
  'order-worker': 1,
  'shop-cli': 7,
};

const serviceHue = (service: string): number => KNOWN[service] ?? hash(service) % HUES;

/** A CSS value; the shades are in tokens.css. */
export const serviceColor = (service: string): string => `var(--service-${serviceHue(service)})`;
