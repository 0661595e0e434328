export { default as CodeRegion } from './CodeRegion/index.tsx';
export { default as CourseMap } from './CourseMap/index.tsx';
export { default as Flow } from './Flow/index.tsx';
export { default as Predict } from './Predict/index.tsx';
export { default as Quiz } from './Quiz/index.tsx';
export { default as Report } from './Report/index.tsx';
