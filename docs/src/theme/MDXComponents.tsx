// What every lesson can use without importing it.

import MDXComponents from '@theme-original/MDXComponents';
import { CodeRegion, CourseMap, Flow, Predict, Quiz, Report, Waterfall } from '../components/index.ts';

export default { ...MDXComponents, CodeRegion, CourseMap, Flow, Predict, Quiz, Report, Waterfall };
