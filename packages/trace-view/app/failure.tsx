// A defect in one page must not leave a white screen.

import { Component, type ReactNode } from 'react';

export class Failure extends Component<{ children: ReactNode }, { message: string | undefined }> {
  override state: { message: string | undefined } = { message: undefined };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.message === undefined) return this.props.children;
    return (
      <section className="page" role="alert">
        <h1>This page failed</h1>
        <p>{this.state.message}</p>
        <p>
          Your traces are safe in the store. <a href={location.href}>Load the page again</a>, or go to{' '}
          <a href="/search">all traces</a>.
        </p>
      </section>
    );
  }
}
