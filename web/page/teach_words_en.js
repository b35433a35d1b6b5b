// What the lecturers' page says about an assignment and about misconceptions. The rest is in teach.html.
export const words = {
  ownSentences: 'The lessons speak of sentences of their own, and their links show those in place of yours: {where}.',
  places: 'part {number} at {places} places',
  opens: 'Part {number} begins with one, before anything is pressed.',
  byLink: '“{control}”, which you take away, is asked for; only a link does it then: {where}.',
  cannot: '“{control}”, which you take away, is needed; these tasks can only be skipped: {where}.',
  task: 'part {number}, “{task}”',
  play: 'Play',
};
