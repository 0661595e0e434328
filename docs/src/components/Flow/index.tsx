import type { ReactNode } from 'react';
import styles from './styles.module.css';

/** Stations in a row, each with what it does: a list to a screen reader, boxes with arrows to the eye. */
export default function Flow({ steps }: { steps: { name: string; does: string }[] }): ReactNode {
  return (
    <ol className={styles.flow}>
      {steps.map(({ name, does }) => (
        <li key={name}>
          <strong>{name}</strong>
          <span>{does}</span>
        </li>
      ))}
    </ol>
  );
}
