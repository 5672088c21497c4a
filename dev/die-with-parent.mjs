// Loaded into the embedded web and worker with --import: when the stack is killed outright (kill -9), they stop
// by themselves instead of running on without anyone watching over them.
const parent = process.ppid;
const watch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watch);
  process.kill(process.pid, 'SIGTERM');
}, 500);
watch.unref();
