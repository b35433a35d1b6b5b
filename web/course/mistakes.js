// Mistakes that the figure can make, too: it then shows what they do beside the right run, and where the two part.

const SENTENCE = 'preset=random&text=the+cat+sat+on+the+mat';

/** By the checker's id: the engine's own name of the mistake, the stage where it is seen, and what else it needs. @type {Record<string, [string, string, string]>} */
const SEEN = {
  'no-scale': ['no-scaling', 'scale', `${SENTENCE}&mask=none`],
  'softmax-wrong-dim': ['softmax-over-queries', 'softmax', `${SENTENCE}&mask=none`],
  'mask-after-softmax': ['mask-after-softmax', 'softmax', `${SENTENCE}&mask=causal`],
  'padding-on-rows': ['padding-on-rows', 'softmax', 'preset=padding'],
  'view-without-transpose': ['view-without-transpose', 'split', `${SENTENCE}&mask=none`],
  'attends-over-heads': ['view-without-transpose', 'split', `${SENTENCE}&mask=none`],
  'no-out-proj': ['no-w-o', 'output', `${SENTENCE}&mask=none`],
  'heads-averaged': ['heads-averaged', 'concat', `${SENTENCE}&mask=none`],
  'keys-from-x': ['keys-from-queries', 'scores', 'preset=translation'],
  'mask-inverted': ['mask-turned-round', 'mask', `${SENTENCE}&mask=causal`],
  'mask-transposed': ['mask-turned-round', 'mask', `${SENTENCE}&mask=causal`],
};

export const KNOWN = Object.keys(SEEN);

/** The settings, as a query, with which the figure compares this mistake with the right run; '' if it cannot. @param {string | null} mistake */
export function shownBy(mistake) {
  const [name, stage, settings] = (Object.hasOwn(SEEN, mistake ?? '') && SEEN[mistake ?? '']) || [];
  return name ? `?${settings}&break=${name}&scene=compare&against=right&stage=${stage}&time=1` : '';
}
