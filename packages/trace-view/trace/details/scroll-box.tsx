// Long text in a box that scrolls, with the keyboard too.

const regionOf = (label: string) => ({ role: 'region', tabIndex: 0, 'aria-label': label });

export const ScrollBox = ({ label, text }: { label: string; text: string }) => (
  <pre {...regionOf(label)} className="details-scroll">
    {text}
  </pre>
);
