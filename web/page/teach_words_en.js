// What the lecturers' page says about an assignment and about misconceptions. The rest is in teach.html.
export const words = {
  ownSentence: 'Part {number}, “{title}”, speaks of sentences of its own: {places} of its links and steps show one of them in place of yours.',
  opens: 'It begins with one, before anything is pressed.',
  byLink: 'Part {number} asks for {control}, which you take away; only a link does it there: “{task}”',
  cannot: 'Part {number} needs {control}, which you take away; this cannot be done, only skipped: “{task}”',
  play: 'Play',
};
