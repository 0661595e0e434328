const DependenciesPage = ({ params }: { params: URLSearchParams }) => <section className="page" />;

export default DependenciesPage;
