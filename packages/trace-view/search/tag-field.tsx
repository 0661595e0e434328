import type { InputHTMLAttributes } from 'react';

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> & {
  service: string;
  value: string;
  onChange(value: string): void;
};

export const TagField = ({ service: _, value, onChange, ...rest }: Props) => (
  <input
    {...rest}
    className="mono"
    value={value}
    placeholder="any"
    autoComplete="off"
    spellCheck={false}
    onChange={event => onChange(event.target.value)}
  />
);
