// What every lesson can use without importing it. <Waterfall> as well: see scripts/trace-import.ts.

import MDXComponents from '@theme-original/MDXComponents';
import { CodeRegion, CourseMap, Flow, Predict, Quiz, Report } from '../components/index.ts';

export default { ...MDXComponents, CodeRegion, CourseMap, Flow, Predict, Quiz, Report };
