// Dark, light, or what the system says. Kept in this browser.

import { useEffect, useState } from 'react';

const KEY = 'theme';
const CHOICES = ['system', 'light', 'dark'] as const;
type Choice = (typeof CHOICES)[number];

const read = (): Choice => {
  const wanted = new URLSearchParams(location.search).get('uiTheme') ?? localStorage.getItem(KEY);
  return CHOICES.find(choice => choice === wanted) ?? 'system';
};

const apply = (choice: Choice): void => {
  if (choice === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
};

apply(read());

export const ThemeChoice = () => {
  const [choice, setChoice] = useState(read);
  useEffect(() => {
    apply(choice);
    localStorage.setItem(KEY, choice);
  }, [choice]);
  return (
    <label className="theme-choice">
      <span>Theme</span>
      <select
        value={choice}
        onChange={event => setChoice(CHOICES.find(one => one === event.target.value) ?? 'system')}
      >
        <option value="system">as the system</option>
        <option value="light">light</option>
        <option value="dark">dark</option>
      </select>
    </label>
  );
};
