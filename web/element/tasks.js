// Long work is cut into tasks, between which the browser answers and draws.

// Resolves in the next task.
export const nextTask = () => new Promise((done) => setTimeout(done));

const SOON = 100; // milliseconds; a page that is hidden has no frames

// Resolves after the browser has drawn what there is now.
export const painted = () =>
  new Promise((done) => {
    const late = setTimeout(done, SOON);
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(done);
    });
  });
