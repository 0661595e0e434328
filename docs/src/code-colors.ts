import type { PrismTheme } from 'prism-react-renderer';

// Six colors, each at least 4.5:1 on its background.
type Inks = {
  back: string;
  plain: string;
  quiet: string;
  word: string;
  text: string;
  name: string;
  number: string;
};

const theme = ({ back, plain, quiet, word, text, name, number }: Inks): PrismTheme => ({
  plain: { color: plain, backgroundColor: back },
  styles: [
    { types: ['comment', 'prolog'], style: { color: quiet, fontStyle: 'italic' } },
    { types: ['keyword', 'operator', 'boolean', 'builtin'], style: { color: word } },
    { types: ['string', 'template-string', 'char', 'attr-value', 'inserted'], style: { color: text } },
    { types: ['function', 'property', 'attr-name', 'class-name', 'tag'], style: { color: name } },
    { types: ['number', 'constant', 'regex', 'deleted'], style: { color: number } },
    { types: ['punctuation'], style: { color: quiet } },
  ],
});

export const codeLight = theme({
  back: '#f3f1ea',
  plain: '#22303c',
  quiet: '#5d6873',
  word: '#7a3b8f',
  text: '#2c6a3f',
  name: '#0b5d7a',
  number: '#9a4510',
});

export const codeDark = theme({
  back: '#1a222b',
  plain: '#d9e2ea',
  quiet: '#93a1ae',
  word: '#d0a3e6',
  text: '#9ed3a8',
  name: '#86c9e8',
  number: '#f0b183',
});
