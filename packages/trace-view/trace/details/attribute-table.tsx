// Attributes, one in a line: the name with its explanation, the value, its type.

import { useConventionTip } from '../../conventions/convention-tip.tsx';
import { counted } from '../../words/count.ts';
import type { AttributeRow } from './span-words.ts';

type AttributeTableProps = {
  rows: readonly AttributeRow[];
  label: string;
  empty: string;
  dropped?: number | undefined;
};

export const AttributeTable = ({ rows, label, empty, dropped = 0 }: AttributeTableProps) => {
  const { nameOf, tip } = useConventionTip();
  return (
    <>
      {rows.length === 0 ? (
        <p className="quiet">{empty}</p>
      ) : (
        <table className="details-attributes">
          <caption className="visually-hidden">{label}</caption>
          <colgroup>
            <col className="name" />
            <col />
            <col className="type" />
          </colgroup>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Value</th>
              <th scope="col">Type</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={row.key}>
                <th scope="row">{nameOf(row.key)}</th>
                <td className="details-value">{row.text}</td>
                <td className="details-type">
                  {row.wrongType ? (
                    <span className="details-wrong">
                      {row.type}, {row.convention?.type} expected
                    </span>
                  ) : (
                    row.type
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {dropped > 0 && (
        <p className="details-wrong">{counted(dropped, 'attribute')} more, left out by the SDK.</p>
      )}
      {tip}
    </>
  );
};
