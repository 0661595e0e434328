/** Gives back what ends the watch. */
export declare const onParentGone: (act: () => void) => () => void;
