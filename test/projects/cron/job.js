console.log("job");
