import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { go } from '../app/navigation.tsx';
import { askForOperations, askForServices } from './ask-store.ts';
import { TagField } from './tag-field.tsx';
import { askFor, type Complaints, type Field, LOOKBACKS, localText, NO_TERMS, type Terms } from './terms.ts';
import { TraceLookup } from './trace-lookup.tsx';

const HOUR_MS = 3_600_000;

type FieldProps = {
  label: string;
  hint?: string;
  complaint: string | undefined;
  children(ids: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': true | undefined;
  }): ReactNode;
};

const FormField = ({ label, hint, complaint, children }: FieldProps) => {
  const id = useId();
  const described = [hint && `${id}-hint`, complaint && `${id}-complaint`].filter(Boolean).join(' ');
  return (
    <div className="search-field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': complaint === undefined ? undefined : true,
      })}
      {hint && (
        <p className="search-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {complaint && (
        <p className="search-complaint" id={`${id}-complaint`}>
          <span aria-hidden="true">✕ </span>
          {complaint}
        </p>
      )}
    </div>
  );
};

const complaintsOf = (terms: Terms): Complaints => {
  const asked = askFor(terms, Date.now());
  return asked.ok ? {} : asked.complaints;
};

const useServices = (): string[] => {
  const [services, setServices] = useState<string[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    // without the list the form still works: services can come with the address
    askForServices(abort.signal).then(setServices, () => undefined);
    return () => abort.abort();
  }, []);
  return services;
};

const useOperations = (service: string): string[] => {
  const [operations, setOperations] = useState<string[]>([]);
  useEffect(() => {
    setOperations([]);
    if (service === '') return;
    const abort = new AbortController();
    askForOperations(service, abort.signal).then(setOperations, () => undefined);
    return () => abort.abort();
  }, [service]);
  return operations;
};

export const SearchForm = ({ given, onSearch }: { given: Terms; onSearch(terms: Terms): void }) => {
  const [terms, setTerms] = useState(given);
  const [complaints, setComplaints] = useState(() => complaintsOf(given));
  const form = useRef<HTMLFormElement>(null);
  const services = useServices();
  const operations = useOperations(terms.service);
  const listId = useId();

  const set = (field: Field, value: string): void => {
    setTerms(before => ({ ...before, [field]: value }));
    setComplaints(({ [field]: _, ...rest }) => rest);
  };
  const chooseLookback = (lookback: string): void => {
    set('lookback', lookback);
    if (lookback !== 'custom' || terms.start !== '') return;
    set('start', localText(Date.now() - HOUR_MS));
    set('end', localText(Date.now()));
  };
  const search = (): void => {
    const found = complaintsOf(terms);
    setComplaints(found);
    if (Object.keys(found).length === 0) {
      onSearch(terms);
      return;
    }
    requestAnimationFrame(() => {
      const wrong = form.current?.querySelector('[aria-invalid]');
      if (wrong instanceof HTMLElement) wrong.focus();
    });
  };
  const known = services.includes(terms.service) || terms.service === '';

  return (
    <div className="search-side">
      <form
        ref={form}
        className="search-form"
        aria-label="Search for traces"
        onSubmit={event => {
          event.preventDefault();
          search();
        }}
      >
        <FormField label="Service" complaint={complaints.service}>
          {ids => (
            <select {...ids} value={terms.service} onChange={event => set('service', event.target.value)}>
              <option value="">All services</option>
              {!known && <option value={terms.service}>{terms.service} (not seen)</option>}
              {services.map(service => (
                <option key={service} value={service}>
                  {service}
                </option>
              ))}
            </select>
          )}
        </FormField>
        <FormField label="Operation" complaint={complaints.operation}>
          {ids => (
            <>
              <input
                {...ids}
                list={listId}
                value={terms.operation}
                placeholder={terms.service === '' ? 'any; choose a service for a list' : 'any'}
                autoComplete="off"
                spellCheck={false}
                onChange={event => set('operation', event.target.value)}
              />
              <datalist id={listId}>
                {operations.map(operation => (
                  <option key={operation} value={operation} />
                ))}
              </datalist>
            </>
          )}
        </FormField>
        <FormField
          label="Attributes"
          hint="One span has to have all of them: http.response.status_code=500 error=true"
          complaint={complaints.tags}
        >
          {ids => (
            <TagField
              {...ids}
              service={terms.service}
              value={terms.tags}
              onChange={value => set('tags', value)}
            />
          )}
        </FormField>
        <div className="search-pair">
          <FormField label="Shortest" complaint={complaints.minDuration}>
            {ids => (
              <input
                {...ids}
                value={terms.minDuration}
                placeholder="100ms"
                autoComplete="off"
                onChange={event => set('minDuration', event.target.value)}
              />
            )}
          </FormField>
          <FormField label="Longest" complaint={complaints.maxDuration}>
            {ids => (
              <input
                {...ids}
                value={terms.maxDuration}
                placeholder="1.5s"
                autoComplete="off"
                onChange={event => set('maxDuration', event.target.value)}
              />
            )}
          </FormField>
        </div>
        <div className="search-pair">
          <FormField label="Started" complaint={complaints.lookback}>
            {ids => (
              <select {...ids} value={terms.lookback} onChange={event => chooseLookback(event.target.value)}>
                {!LOOKBACKS.some(({ value }) => value === terms.lookback) && (
                  <option value={terms.lookback}>Last {terms.lookback}</option>
                )}
                {LOOKBACKS.map(({ value, title }) => (
                  <option key={value} value={value}>
                    {title}
                  </option>
                ))}
              </select>
            )}
          </FormField>
          <FormField label="At most" complaint={complaints.limit}>
            {ids => (
              <input
                {...ids}
                inputMode="numeric"
                value={terms.limit}
                autoComplete="off"
                onChange={event => set('limit', event.target.value)}
              />
            )}
          </FormField>
        </div>
        {terms.lookback === 'custom' &&
          (['start', 'end'] as const).map(edge => (
            <FormField key={edge} label={edge === 'start' ? 'From' : 'To'} complaint={complaints[edge]}>
              {ids => (
                <input
                  {...ids}
                  type="datetime-local"
                  step="0.001"
                  value={terms[edge]}
                  onChange={event => set(edge, event.target.value)}
                />
              )}
            </FormField>
          ))}
        <div className="search-buttons">
          <button type="submit" className="primary">
            Find traces
          </button>
          <button
            type="button"
            onClick={() => {
              setTerms(NO_TERMS);
              setComplaints({});
              go('/search');
            }}
          >
            Clear
          </button>
        </div>
      </form>
      <TraceLookup />
    </div>
  );
};
