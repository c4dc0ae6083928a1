// A link to a field of this form puts the focus there: the fragment is the field's id.
function go() {
  const field = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!field) return;
  field.closest("details")?.setAttribute("open", "");
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
}

addEventListener("hashchange", go);
go();
