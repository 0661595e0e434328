import type { Cause } from '../cause.ts';
import { misnamedServices, nameVariable, spoken, whereNamed, whereSdkMade } from './misnamed.ts';

export const wrongServiceName: Cause = {
  id: 'wrong-service-name',
  title: 'A service under another name',
  family: 'identity',
  seen: 'Spans arrive under a name nobody looks for.',
  why: 'Names are compared letter by letter. `orders`, `Order-Service` and `order_service` are three services.',
  fix: 'Give the service the name the lab asks for.',
  lesson: '/lessons/first-trace',
  explain: (symptoms, seen) =>
    misnamedServices(symptoms, seen).map(misnamed => {
      const { service, as, covers } = misnamed;
      const variable = nameVariable(misnamed);
      return {
        covers,
        saw: `The spans of ${service} arrived under the name "${spoken(as)}".`,
        message: variable
          ? `${variable.name} is ${variable.value}, and that is where the name comes from.`
          : `A service is found by its exact name, and this one is looked for as ${service}.`,
        next: variable ? `Run \`unset ${variable.name}\`, and check again.` : `Name it '${service}'.`,
        where: variable
          ? undefined
          : (whereNamed(misnamed, as) ?? whereNamed(misnamed) ?? whereSdkMade(misnamed)),
      };
    }),
};
